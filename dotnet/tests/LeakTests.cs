namespace Paysig.Tests { public class LeakTests { internal static int Run(int s) => 0; } }
