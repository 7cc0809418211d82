using System;
using System.Runtime.InteropServices;

namespace Paysig.Native
{
    /// <summary>
    /// A pointer that the library gave. The runtime keeps it for the time of a call and frees it exactly once: when it is disposed and no
    /// call uses it any more, or after it was collected.
    /// </summary>
    internal abstract class NativeHandle : SafeHandle
    {
        protected NativeHandle()
            : base(IntPtr.Zero, true)
        {
        }

        /// <inheritdoc/>
        public override bool IsInvalid => handle == IntPtr.Zero;
    }

    internal sealed class FieldsHandle : NativeHandle
    {
        /// <summary>NULL, which is no fields. It owns nothing.</summary>
        internal static readonly FieldsHandle None = new FieldsHandle();

        protected override bool ReleaseHandle()
        {
            NativeMethods.paysig_fields_free(handle);
            return true;
        }
    }

    internal sealed class SignerHandle : NativeHandle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.paysig_signer_free(handle);
            return true;
        }
    }

    internal sealed class VerifierHandle : NativeHandle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.paysig_verifier_free(handle);
            return true;
        }
    }

    internal sealed class KeyHandle : NativeHandle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.paysig_key_free(handle);
            return true;
        }
    }

    internal sealed unsafe class TextHandle : NativeHandle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.paysig_text_free(handle);
            return true;
        }

        /// <summary>Copies the text, and frees it.</summary>
        internal byte[] Take()
        {
            using (this)
            {
                UIntPtr length;
                IntPtr data = NativeMethods.paysig_text_data(this, &length);
                var bytes = new byte[checked((int)length)];
                Marshal.Copy(data, bytes, 0, bytes.Length);
                return bytes;
            }
        }
    }
}
