<?php

declare(strict_types=1);

namespace Paysig\Tests\Census;

use LogicException;

/** What makes a value refused it, before any function of the package could be given it. */
final class CannotBeWritten extends LogicException
{
}
