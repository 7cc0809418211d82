<?php

declare(strict_types=1);

namespace Paysig;

/** What explaining came to. */
enum Outcome: string
{
    /** The message is accepted: there is nothing to explain. */
    case Verifies = 'verifies';
    /** One cause was found, or several that hold together. */
    case Explained = 'explained';
    /** Nothing that was tried matches. */
    case Unexplained = 'unexplained';
}
