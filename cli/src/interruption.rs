//! Interruptions that wait until files are written, so that no temporary file with a key in it is left behind.

#[cfg(unix)]
pub(crate) use unix::Interruption;

#[cfg(not(unix))]
pub(crate) struct Interruption;

#[cfg(not(unix))]
impl Interruption {
    pub(crate) fn hold() -> Self {
        Self
    }

    pub(crate) fn release(self) {}
}

#[cfg(unix)]
mod unix {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{flag, low_level};

    /// Holds back the signals that ask a process to end.
    pub(crate) struct Interruption {
        /// The last that came; 0 for none.
        came: Arc<AtomicUsize>,
        /// Whether they end the process again.
        released: Arc<AtomicBool>,
    }

    impl Interruption {
        pub(crate) fn hold() -> Self {
            let held = Self { came: Arc::default(), released: Arc::default() };
            for signal in [SIGHUP, SIGINT, SIGTERM] {
                // Where one cannot be held, it ends the process as it always did.
                let _ = flag::register_conditional_default(signal, Arc::clone(&held.released));
                if let Ok(number) = usize::try_from(signal) {
                    let _ = flag::register_usize(signal, Arc::clone(&held.came), number);
                }
            }
            held
        }

        /// Lets them end the process again, and one that came meanwhile at once.
        pub(crate) fn release(self) {
            self.released.store(true, Ordering::SeqCst);
            if let Ok(signal) = i32::try_from(self.came.load(Ordering::SeqCst))
                && signal != 0
            {
                let _ = low_level::emulate_default_handler(signal);
            }
        }
    }
}
