<?php

declare(strict_types=1);

namespace Paysig\Internal;

use Paysig\ErrorCode;
use Paysig\Exception\InputException;

/**
 * For what owns native memory and secrets: neither leaves the process, and what was made from a stranger's text would own nothing.
 *
 * @internal
 */
trait NotSerialized
{
    /** @return array<mixed> */
    public function __serialize(): array
    {
        throw new InputException(ErrorCode::InvalidArgument, self::class . ' holds secrets and is not serialized: make it in each process');
    }

    /** @param array<mixed> $data */
    public function __unserialize(array $data): void
    {
        throw new InputException(ErrorCode::InvalidArgument, self::class . ' holds secrets and is not serialized: make it in each process');
    }
}
