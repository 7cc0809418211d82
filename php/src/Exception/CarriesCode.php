<?php

declare(strict_types=1);

namespace Paysig\Exception;

use Paysig\ErrorCode;
use Throwable;

/** @internal */
trait CarriesCode
{
    private string $name;

    /** @internal Only paysig makes these. */
    public function __construct(ErrorCode|string $code, string $message, ?int $number = null, ?Throwable $previous = null)
    {
        $known = $code instanceof ErrorCode ? $code : ErrorCode::tryFrom($code);
        $this->name = $known->value ?? $code;
        parent::__construct($message, $number ?? $known?->number() ?? 0, $previous);
    }

    public function code(): string
    {
        return $this->name;
    }

    public function errorCode(): ?ErrorCode
    {
        return ErrorCode::tryFrom($this->name);
    }
}
