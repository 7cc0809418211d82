namespace Paysig.Tests { public class LibraryTests { internal static int Load(string s) => 0; } }
