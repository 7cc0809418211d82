//! SolidGate's error codes: `group.number`, and what each group means.
//!
//! Source: the vendor's list of error codes. `messages` comes as an array of texts or as an object from attribute to texts, also
//! inside a 2xx answer; declined payments have an array of errors with one `message` each.

use crate::gateway_errors::{ErrorShape, Problem, Retry};
use crate::gateways::{LATER, beginning, exactly, text};

const ASK_GATEWAY: &str = "The merchant's account is not set up for this: ask the gateway.";

pub(super) const ERRORS: ErrorShape = ErrorShape {
    member: text("error"),
    code: text("code"),
    messages: list![text("messages"), text("message")],
    numeric: false,
    success: list![],
    meanings: list![
        exactly(
            "0.02",
            Problem::Declined,
            Retry::Never,
            "The order expired before it was paid: the customer must start a new one."
        ),
        exactly(
            "3.02",
            Problem::Declined,
            Retry::Never,
            "The card lacks the money: the customer may pay with another one; charge a subscription again on another day."
        ),
        exactly(
            "5.03",
            Problem::Processing,
            LATER,
            "The gateway failed: ask for the order's state before sending it again."
        ),
        exactly("5.04", Problem::Processing, Retry::Never, ASK_GATEWAY),
        exactly("5.05", Problem::Processing, Retry::Never, ASK_GATEWAY),
        exactly(
            "5.06",
            Problem::Idempotency,
            Retry::Never,
            "An order with this id is there already: ask for its state; a new payment needs a new order id."
        ),
        exactly("5.07", Problem::Processing, LATER, "Too many calls: send fewer, and this one again later."),
        exactly("5.09", Problem::Processing, Retry::Never, ASK_GATEWAY),
        exactly("5.10", Problem::Processing, Retry::Never, ASK_GATEWAY),
        exactly("5.11", Problem::Processing, Retry::Never, ASK_GATEWAY),
        exactly(
            "6.02",
            Problem::Processing,
            LATER,
            "The connection to the bank failed: ask for the order's state before sending it again."
        ),
        beginning(
            "0.",
            Problem::Declined,
            Retry::Never,
            "Declined without a reason: the customer may try again or pay otherwise."
        ),
        beginning(
            "1.",
            Problem::Authentication,
            Retry::Corrected,
            "Check that Merchant and Signature are made with the API pair and over the body as it was sent."
        ),
        beginning(
            "2.",
            Problem::Validation,
            Retry::Corrected,
            "Correct the attributes that the messages name."
        ),
        beginning(
            "3.",
            Problem::Declined,
            Retry::Never,
            "Declined by the card's issuer: the customer may ask the bank, or pay with another card."
        ),
        beginning(
            "4.",
            Problem::Fraud,
            Retry::Never,
            "Refused as fraud: do not send it again, and tell the customer no more than that it was declined."
        ),
        beginning(
            "5.",
            Problem::Processing,
            Retry::Never,
            "The payment could not be processed as it was sent: look the code up in the gateway's documentation."
        ),
        beginning(
            "6.",
            Problem::Processing,
            Retry::Never,
            "The bank gave no usable answer: ask for the order's state before sending it again."
        ),
    ],
};
