<?php

// An application behind a web server: signs, verifies a webhook of its own, and says how.

declare(strict_types=1);

require_once __DIR__ . '/../bootstrap.php';

use Paysig\Exception\PaysigException;
use Paysig\Gateways\Solidgate;
use Paysig\Webhook\Endpoint;

try {
    $keys = ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test'];
    Endpoint::serve(Solidgate::verifier($keys), function ($verified): void {
        header('X-Verified: ' . $verified->body());
        header('X-Api: ' . PHP_SAPI);
        if ($verified->body() === 'print and fail') {
            echo str_repeat('x', 100_000);
            throw new RuntimeException('after its output');
        }
    });
} catch (PaysigException $exception) {
    http_response_code(500);
    echo $exception::class, ': ', $exception->getMessage();
}
