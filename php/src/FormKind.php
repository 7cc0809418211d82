<?php

declare(strict_types=1);

namespace Paysig;

/** What a payment form is for. */
enum FormKind: string
{
    /** A new form. */
    case Data = 'data';
    /** One that is already shown. */
    case Update = 'update';
    /** A payment with a card that the gateway knows. */
    case Resign = 'resign';
}
