<?php

// What php-fpm serves, and what it preloads before it forks: then every handle is made and used there first, so that
// whatever the library keeps is kept by every child.

declare(strict_types=1);

use Paysig\Exception\RejectedException;
use Paysig\Headers;
use Paysig\Signer;
use Paysig\Verifier;

if (!function_exists('answer')) {
    /** @return array{int, array<string, mixed>} the status and what to say */
    function answer(string $path, string $body): array
    {
        $site = __DIR__;
        $key = fn (string $form): string => (string) file_get_contents("$site/rsa2048.$form.pem");
        if ($path === '/sign') {
            $signer = new Signer('smart-glocal/request', ['project' => 'shop', 'private_key' => $key('pkcs8')]);
            return [200, ['headers' => $signer->sign(body: $body, options: ['idempotency_key' => 'auto'])]];
        }
        $verifier = match ($path) {
            '/hmac' => new Verifier('solidgate/webhook', ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test']),
            '/rsa' => new Verifier('smart-glocal/webhook', ['public_key' => $key('spki')]),
        };
        try {
            return [200, ['label' => $verifier->verify(Headers::fromServer($_SERVER), $body)->label]];
        } catch (RejectedException $rejected) {
            return [401, ['code' => $rejected->code()]];
        }
    }

    spl_autoload_register(function (string $class): void {
        require __DIR__ . '/package/src/' . strtr(substr($class, strlen('Paysig\\')), '\\', '/') . '.php';
    });
}

if (isset($_SERVER['REQUEST_METHOD'])) {
    [$status, $said] = answer($_SERVER['REQUEST_URI'], (string) file_get_contents('php://input'));
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode($said + ['pid' => getmypid(), 'parent' => posix_getppid()], JSON_THROW_ON_ERROR);
} else {
    require __DIR__ . '/package/preload.php';
    foreach (['/hmac', '/rsa', '/sign'] as $path) {
        answer($path, '{}');
    }
}
