<?php

declare(strict_types=1);

namespace Paysig\Internal;

use FFI;
use Paysig\Exception\LibraryException;

/**
 * The native library: found, loaded once for each request or process, and of the right version.
 *
 * Every call of FFI's own functions is in this folder or in a class that `preload.php` loads: PHP allows them nowhere else on a web
 * server, unless `ffi.enable` is `true`.
 *
 * @internal
 */
final class Library
{
    public const ABI_VERSION = 1;
    public const SCOPE = 'paysig';
    public const HEADER = __DIR__ . '/../../ffi/paysig.h';
    /** The system's clock, and no timestamp: INT64_MIN, as `paysig.h` says. */
    public const NOW = \PHP_INT_MIN;
    public const NO_TIMESTAMP = \PHP_INT_MIN;
    public const WITH_REPLAY_KEY = 2;
    public const REPLAY_KEY_LENGTH = 32;

    private const PACKAGE_FOLDER = __DIR__ . '/../../lib';

    /** What `takeScratch` would take; signing and verifying take and give it themselves, which is a twentieth faster. */
    public static ?Scratch $idle = null;

    private static ?FFI $ffi = null;

    /** @throws LibraryException */
    public static function ffi(): FFI
    {
        return self::$ffi ??= self::load();
    }

    /**
     * Memory for what a call gives back. It is the caller's alone until it is given back: a signal handler or a destructor may run
     * between a call and the reading of its result, and sign something of its own.
     */
    public static function takeScratch(): Scratch
    {
        $scratch = self::$idle;
        self::$idle = null;
        return $scratch ?? new Scratch(self::ffi());
    }

    public static function giveScratch(Scratch $scratch): void
    {
        self::$idle = $scratch;
    }

    /** The declarations without the lines that only `ffi.preload` reads. */
    public static function declarations(): string
    {
        $header = file_get_contents(self::HEADER);
        if ($header === false) {
            throw new LibraryException('paysig is not installed completely: ' . self::HEADER . ' cannot be read; install it again');
        }
        return (string) preg_replace('/^#define .*\n/m', '', $header);
    }

    /** Where the library is looked for, in this order; the first that exists is loaded. */
    public static function path(): string
    {
        $given = self::given();
        if ($given !== null) {
            return $given;
        }
        foreach ([self::fileName(), self::fileName(false)] as $name) {
            $path = self::PACKAGE_FOLDER . '/' . $name;
            if (is_file($path)) {
                return (string) realpath($path);
            }
        }
        return self::fileName();
    }

    private static function load(): FFI
    {
        if (!\extension_loaded('ffi')) {
            throw new LibraryException('PHP has no FFI here (' . \PHP_SAPI . '): install or enable the extension, extension=ffi in php.ini');
        }
        $ffi = self::given() === null ? self::preloaded() : null;
        if ($ffi === null) {
            $ffi = self::open(self::path());
        }
        self::checkVersion($ffi);
        return $ffi;
    }

    /** What `ffi.preload` loaded; null when it loaded nothing of ours. */
    private static function preloaded(): ?FFI
    {
        try {
            return FFI::scope(self::SCOPE);
        } catch (FFI\Exception $exception) {
            self::failWhenOff($exception);
            return null;
        }
    }

    private static function open(string $path): FFI
    {
        try {
            return FFI::cdef(self::declarations(), $path);
        } catch (FFI\Exception $exception) {
            self::failWhenOff($exception);
            // A library of another version lacks functions; its version says more than the name of one of them.
            self::checkVersion(self::openAnyVersion($path, $exception));
            throw new LibraryException(
                "$path is not the library that this package was made for: {$exception->getMessage()}; install both of the same version",
                $exception
            );
        }
    }

    private static function openAnyVersion(string $path, FFI\Exception $failure): FFI
    {
        try {
            return FFI::cdef('uint32_t paysig_abi_version(void); const char *paysig_version(void);', $path);
        } catch (FFI\Exception) {
            throw new LibraryException(
                "the native library cannot be loaded: {$failure->getMessage()}; set the environment variable or constant " .
                'PAYSIG_LIBRARY to its path, put it into ' . (realpath(\dirname(self::PACKAGE_FOLDER)) ?: '') . '/lib, or install it ' .
                'where the system looks for libraries',
                $failure
            );
        }
    }

    private static function checkVersion(FFI $ffi): void
    {
        $abi = $ffi->paysig_abi_version();
        if ($abi !== self::ABI_VERSION) {
            $version = $ffi->paysig_version();
            throw new LibraryException(
                "the native library $version has the binary interface $abi and this package needs " . self::ABI_VERSION .
                ': install both of the same version, and restart the web server'
            );
        }
    }

    private static function failWhenOff(FFI\Exception $exception): void
    {
        if (!str_contains($exception->getMessage(), 'ffi.enable')) {
            return;
        }
        throw new LibraryException(
            'PHP\'s FFI is off here (' . \PHP_SAPI . ', ffi.enable=' . \ini_get('ffi.enable') . '): in php.ini set ffi.preload=' .
            (realpath(self::HEADER) ?: self::HEADER) . ' and opcache.preload=' . \dirname(__DIR__, 2) . '/preload.php ' .
            '(with ffi.enable=preload), or set ffi.enable=true; then restart the web server',
            $exception
        );
    }

    /** The path that the user set; there is no falling back from it. */
    private static function given(): ?string
    {
        $path = \defined('PAYSIG_LIBRARY') ? \constant('PAYSIG_LIBRARY') : getenv('PAYSIG_LIBRARY');
        return \is_string($path) && $path !== '' ? $path : null;
    }

    private static function fileName(bool $versioned = true): string
    {
        $abi = $versioned ? '.' . self::ABI_VERSION : '';
        return match (\PHP_OS_FAMILY) {
            'Windows' => 'paysig.dll',
            'Darwin' => "libpaysig$abi.dylib",
            default => "libpaysig.so$abi",
        };
    }
}
