<?php

declare(strict_types=1);

namespace Paysig\Guzzle;

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
}
