<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use RuntimeException;

/** A webhook's body has more bytes than allowed; it was not read any further. */
final class BodyTooLarge extends RuntimeException
{
}
