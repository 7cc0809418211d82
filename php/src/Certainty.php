<?php

declare(strict_types=1);

namespace Paysig;

/** How sure a finding is. */
enum Certainty: string
{
    /** The signature was recomputed with it, and matches. */
    case Proven = 'proven';
    /** It is visible in the message. */
    case Evident = 'evident';
    /** It fits what is visible, and something else might too. */
    case Likely = 'likely';
}
