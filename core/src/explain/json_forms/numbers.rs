//! Numbers, in each language's form.

use std::io::Write;

use super::document::Number;
use super::style::{Doubles, Numbers};

pub(super) fn write(number: Number<'_>, numbers: Numbers, out: &mut Vec<u8>) {
    let is_integer = number.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let form = match numbers {
        Numbers::AsWritten => return out.extend_from_slice(number.text.as_bytes()),
        Numbers::JavaScript => JAVASCRIPT,
        Numbers::Go => GO,
        Numbers::Java => JAVA,
        Numbers::Integers(doubles) => {
            let fits = !matches!(doubles, Doubles::Php { .. }) || number.text.parse::<i64>().is_ok();
            match number.text {
                "-0" => return out.push(b'0'),
                digits if is_integer && fits => return out.extend_from_slice(digits.as_bytes()),
                _ => {}
            }
            match doubles {
                Doubles::Python => PYTHON,
                Doubles::Go => GO,
                Doubles::Java => JAVA,
                Doubles::DotNet => DOT_NET,
                Doubles::Php { zero_fraction } => Form { fraction: zero_fraction, ..PHP },
            }
        }
    };
    double(number.double, form, out);
}

/// How the shortest digits of a double are laid out.
#[derive(Clone, Copy)]
struct Form {
    /// The powers of ten of the first digit, from and to, between which no exponent is written.
    plain: (i32, i32),
    /// `1.0` for 1.
    fraction: bool,
    /// `1.0e20` for `1e20`.
    fraction_with_exponent: bool,
    /// What stands before a positive exponent, and a negative one.
    exponents: (&'static str, &'static str),
    exponent_width: usize,
    negative_zero: bool,
}

const JAVASCRIPT: Form = Form {
    plain: (-6, 20),
    fraction: false,
    fraction_with_exponent: false,
    exponents: ("e+", "e-"),
    exponent_width: 1,
    negative_zero: false,
};
const GO: Form = Form { negative_zero: true, ..JAVASCRIPT };
const PYTHON: Form = Form { plain: (-4, 15), fraction: true, exponent_width: 2, ..GO };
const PHP: Form = Form { plain: (-4, 16), fraction_with_exponent: true, ..GO };
const JAVA: Form =
    Form { plain: (-3, 6), fraction: true, fraction_with_exponent: true, exponents: ("E", "E-"), ..GO };
const DOT_NET: Form =
    Form { plain: (-4, 16), fraction: true, exponents: ("E+", "E-"), exponent_width: 2, ..GO };

fn double(double: f64, form: Form, out: &mut Vec<u8>) {
    if double.is_sign_negative() && (double != 0.0 || form.negative_zero) {
        out.push(b'-');
    }
    // The standard library finds the shortest digits; as `d.ddde±n`, they are never longer than this.
    let mut buffer = [0; 32];
    let mut rest = &mut buffer[..];
    let _ = write!(rest, "{:e}", double.abs());
    let unused = rest.len();
    let text = buffer.get(..buffer.len() - unused).unwrap_or_default();
    let text = std::str::from_utf8(text).unwrap_or_default();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (first, others) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i32 = exponent.parse().unwrap_or_default();

    let mut put = |text: &str| out.extend_from_slice(text.as_bytes());
    if exponent < form.plain.0 || exponent > form.plain.1 {
        put(first);
        match others {
            "" if form.fraction_with_exponent => put(".0"),
            "" => {}
            others => [".", others].into_iter().for_each(&mut put),
        }
        put(if exponent < 0 { form.exponents.1 } else { form.exponents.0 });
        let _ = write!(out, "{:0width$}", exponent.unsigned_abs(), width = form.exponent_width);
        return;
    }
    if exponent < 0 {
        put("0.");
        (1..exponent.unsigned_abs()).for_each(|_| put("0"));
        put(first);
        return put(others);
    }
    put(first);
    let whole = usize::try_from(exponent).unwrap_or_default();
    match others.split_at_checked(whole) {
        Some((whole, fraction)) if !fraction.is_empty() => [whole, ".", fraction].into_iter().for_each(put),
        _ => {
            put(others);
            (others.len()..whole).for_each(|_| put("0"));
            if form.fraction {
                put(".0");
            }
        }
    }
}
