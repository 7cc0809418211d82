<?php

declare(strict_types=1);

namespace Paysig\Guzzle;

use Closure;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\UriInterface;

/**
 * What all attempts and redirects of one request have in common.
 *
 * @internal
 */
final class Exchange
{
    private ?string $origin = null;
    private bool $left = false;
    /** @var ?Closure(ResponseInterface): ResponseInterface */
    private ?Closure $deferred = null;

    /** @param array<string, ?string> $options */
    public function __construct(public readonly array $options)
    {
    }

    /** Whether this goes to where the request first went, and never went elsewhere: whoever sends us back chooses what would be signed. */
    public function stays(UriInterface $uri, bool $redirected): bool
    {
        $port = $uri->getPort() ?? ($uri->getScheme() === 'https' ? 443 : 80);
        $origin = strtolower("{$uri->getScheme()}://{$uri->getHost()}") . ":$port";
        $this->origin ??= $origin;
        $this->left = $origin !== $this->origin || ($redirected && $this->left);
        return !$this->left;
    }

    /**
     * Leaves the last response's verification until it is known that nobody followed it; null when nothing is left to verify.
     *
     * @param ?Closure(ResponseInterface): ResponseInterface $verify
     */
    public function defer(?Closure $verify): void
    {
        $this->deferred = $verify;
    }

    public function finish(ResponseInterface $response): ResponseInterface
    {
        return $this->deferred === null ? $response : ($this->deferred)($response);
    }
}
