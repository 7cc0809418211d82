<?php

// The classes of this package and of its tests, and the libraries that they are tested with, as Debian packages them.

declare(strict_types=1);

error_reporting(\E_ALL);

spl_autoload_register(function (string $class): void {
    foreach (['Paysig\\Tests\\' => __DIR__, 'Paysig\\' => __DIR__ . '/../src'] as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            $path = $folder . '/' . strtr(substr($class, \strlen($prefix)), '\\', '/') . '.php';
            if (is_file($path)) {
                require $path;
                return;
            }
        }
    }
});

require_once 'GuzzleHttp/autoload.php';
require_once 'Nyholm/Psr7/autoload.php';
