using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Paysig.Native
{
    /// <summary>Decides which file <see cref="NativeMethods.Name"/> is, and refuses one that does not fit.</summary>
    /// <remarks>
    /// The file that the environment variable <c>PAYSIG_LIBRARY</c> names, else the one that the application's setting
    /// <c>Paysig.Library</c> names, and then no other; else the one in <c>runtimes/&lt;rid&gt;/native</c> beside the assembly; else the
    /// one beside the assembly; else what the runtime or the system finds.
    /// </remarks>
    internal static class Library
    {
        internal const string Variable = "PAYSIG_LIBRARY";
        internal const string Setting = "Paysig.Library";
        private const uint AbiVersion = 1;

        private static readonly object Loading = new object();
        private static volatile bool loaded;

        /// <summary>Finds and checks the library, the first time.</summary>
        internal static void Load()
        {
            if (!loaded)
            {
                lock (Loading)
                {
                    if (!loaded)
                    {
                        Bind(Find());
                        Check();
                        loaded = true;
                    }
                }
            }
        }

        /// <summary>Files to try, in order; when one was named, that one only.</summary>
        private sealed class Place
        {
            internal Place(bool isNamed, params string[] files)
            {
                IsNamed = isNamed;
                Files = Array.FindAll(files, File.Exists);
            }

            internal bool IsNamed { get; }

            internal IReadOnlyList<string> Files { get; }
        }

        private static Place Find()
        {
            string? named = Environment.GetEnvironmentVariable(Variable), by = "the environment variable " + Variable;
            if (string.IsNullOrEmpty(named))
            {
                named = AppContext.GetData(Setting) as string;
                by = "the setting " + Setting;
            }
            if (!string.IsNullOrEmpty(named))
            {
                if (!File.Exists(named))
                {
                    throw Broken(by + " names " + named + ", which is no file; name the paysig library itself");
                }
                return new Place(true, Path.GetFullPath(named));
            }
            // A program in a single file has no assembly beside which anything could be.
            string assembly = typeof(Library).Assembly.Location;
            string folder = string.IsNullOrEmpty(assembly) ? AppContext.BaseDirectory : Path.GetDirectoryName(assembly) ?? "";
            return new Place(false, Path.Combine(folder, "runtimes", Platform(), "native", FileName()), Path.Combine(folder, FileName()));
        }

        private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

        private static bool IsMac => RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

        /// <summary>The runtime identifier, such as <c>linux-x64</c>, by which NuGet packages lay out native files.</summary>
        private static string Platform()
        {
            string system = IsWindows ? "win" : IsMac ? "osx" : "linux";
            return system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        }

        private static string FileName() => IsWindows ? "paysig.dll" : IsMac ? "libpaysig.dylib" : "libpaysig.so";

        /// <summary>The name under which a library that is installed carries the number of its binary interface.</summary>
        private static string SystemName() =>
            IsWindows ? "paysig.dll" : IsMac ? "libpaysig." + AbiVersion + ".dylib" : "libpaysig.so." + AbiVersion;

#if NETCOREAPP
        private static IntPtr library;
        private static bool resolving;

        private static void Bind(Place place)
        {
            Assembly assembly = typeof(Library).Assembly;
            Exception? reason = null;
            foreach (string path in place.Files)
            {
                try
                {
                    library = NativeLibrary.Load(path);
                    break;
                }
                catch (Exception e) when (e is DllNotFoundException || e is BadImageFormatException)
                {
                    // Beside the assembly can be one for another C library than this system's: then the runtime knows the right one.
                    reason = NotLoaded(path, e);
                }
            }
            if (library == IntPtr.Zero && place.IsNamed)
            {
                throw reason ?? NotFound();
            }
            if (library == IntPtr.Zero && !NativeLibrary.TryLoad(NativeMethods.Name, assembly, DllImportSearchPath.SafeDirectories, out library)
                && !NativeLibrary.TryLoad(SystemName(), assembly, DllImportSearchPath.SafeDirectories, out library))
            {
                throw reason ?? NotFound();
            }
            if (!resolving)
            {
                try
                {
                    NativeLibrary.SetDllImportResolver(assembly, (name, caller, search) => name == NativeMethods.Name ? library : IntPtr.Zero);
                }
                catch (InvalidOperationException)
                {
                    // The application has set one for this assembly, which then decides; what it finds is checked all the same.
                }
                resolving = true;
            }
        }
#else
        /// <summary>
        /// Loads the file before the runtime looks for one of its name, and then finds this one: on Windows by the file's name, elsewhere by
        /// the name inside the library, to which Mono is pointed by <c>Paysig.dll.config</c>.
        /// </summary>
        private static void Bind(Place place)
        {
            if (place.Files.Count > 0)
            {
                Open(place.Files[0]);
            }
        }

        private static void Open(string path)
        {
            if (IsWindows)
            {
                if (LoadLibraryEx(path, IntPtr.Zero, WithItsOwnFolder) == IntPtr.Zero)
                {
                    throw NotLoaded(path, new System.ComponentModel.Win32Exception());
                }
                return;
            }
            if ((IsMac ? OpenOnMac(path, Now) : OpenOnLinux(path, Now)) == IntPtr.Zero)
            {
                IntPtr reason = IsMac ? ErrorOnMac() : ErrorOnLinux();
                throw NotLoaded(path, new IOException(Marshal.PtrToStringAnsi(reason) ?? "no reason is known"));
            }
        }

        private const int Now = 2;
        private const uint WithItsOwnFolder = 8;

        [DllImport("kernel32", EntryPoint = "LoadLibraryExW", CharSet = CharSet.Unicode, SetLastError = true)]
        private static extern IntPtr LoadLibraryEx(string file, IntPtr reserved, uint flags);

        [DllImport("libdl.so.2", EntryPoint = "dlopen")]
        private static extern IntPtr OpenOnLinux(string file, int flags);

        [DllImport("libdl.so.2", EntryPoint = "dlerror")]
        private static extern IntPtr ErrorOnLinux();

        [DllImport("libSystem.dylib", EntryPoint = "dlopen")]
        private static extern IntPtr OpenOnMac(string file, int flags);

        [DllImport("libSystem.dylib", EntryPoint = "dlerror")]
        private static extern IntPtr ErrorOnMac();
#endif

        private static void Check()
        {
            uint found;
            try
            {
                found = FoundAbiVersion();
            }
            catch (DllNotFoundException)
            {
                throw NotFound();
            }
            catch (Exception e) when (e is EntryPointNotFoundException || e is BadImageFormatException)
            {
                throw Broken("the library that was found is not paysig's, or not for this platform (" + Platform() + "): " + e.Message);
            }
            if (found != AbiVersion)
            {
                throw Broken("the library has binary interface " + found + " and this assembly needs " + AbiVersion
                    + "; use the library and the assembly of one version");
            }
        }

        /// <summary>Apart, because Mono looks for the library when it compiles what calls it, which must be after <see cref="Bind"/>.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static uint FoundAbiVersion() => NativeMethods.paysig_abi_version();

        private static PaysigException NotFound() => Broken("the paysig library was not found: neither runtimes/" + Platform() + "/native/"
            + FileName() + " nor " + FileName() + " is beside Paysig.dll, and the system has no " + SystemName() + ". Name its file in the "
            + "environment variable " + Variable + ", or install it. On Mono, Paysig.dll.config must stand beside Paysig.dll");

        private static PaysigException NotLoaded(string path, Exception reason) =>
            Broken("the library " + path + " could not be loaded: " + reason.Message);

        private static PaysigException Broken(string why) => PaysigException.Of(ErrorCode.Internal, why);
    }
}
