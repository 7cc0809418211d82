<?php

// php bench.php [SCHEME…]: what gateways document, the best by hand with PHP's own functions, and paysig, side by side in one process.

declare(strict_types=1);

namespace Paysig\Benches;

spl_autoload_register(function (string $class): void {
    foreach (['Paysig\\Benches\\' => __DIR__, 'Paysig\\' => __DIR__ . '/../src'] as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            require $folder . '/' . strtr(substr($class, \strlen($prefix)), '\\', '/') . '.php';
            return;
        }
    }
});
// The snippet has its keys in global variables.
require __DIR__ . '/../../tests/snippets/php/solidgate.php';
$public_key = Schemes::SOLIDGATE_KEYS['public_key'];
$private_key = Schemes::SOLIDGATE_KEYS['secret_key'];

$report = new Report(getenv('PAYSIG_BENCH_RESULTS') ?: null);
$chosen = \array_slice($argv, 1);
foreach (Memory::measure() as $what => $bytes) { // before anything else has used memory
    $report->memory($what, $bytes);
}
if ($chosen === []) {
    $report->start('new Signer', Start::measure());
}
$report->heading();
foreach (Schemes::all() as $subject) {
    if ($chosen !== [] && !\in_array($subject->scheme, $chosen, true)) {
        continue;
    }
    foreach ($subject->sizes() as $size) {
        foreach ($subject->comparisons($size) as $operation => $ways) {
            $report->calls($subject->scheme, $operation, $size, Rounds::measure($ways));
        }
    }
}
