<?php

// For php.ini: opcache.preload=/path/to/vendor/paysig/paysig/preload.php
//
// With ffi.enable=preload, which is PHP's default, a web server lets only preloaded files use FFI. These are they; together with
// ffi.preload, which loads the native library once, requests find everything ready.

declare(strict_types=1);

(static function (): void {
    // What needs other packages, such as PSR-15's interfaces, uses no FFI and is left out.
    foreach (['src/*.php', 'src/Exception/*.php', 'src/Internal/*.php'] as $files) {
        foreach (glob(__DIR__ . "/$files") ?: [] as $file) {
            opcache_compile_file($file);
        }
    }
})();
