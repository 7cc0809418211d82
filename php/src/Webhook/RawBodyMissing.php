<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use LogicException;

/** Something read a webhook's body before it could be verified: a mistake in how the application is put together. */
final class RawBodyMissing extends LogicException
{
}
