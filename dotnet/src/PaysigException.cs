using System;

namespace Paysig
{
    /// <summary>
    /// What calls fail with. The subclass says whose turn it is, <see cref="Code"/> what happened, and the message what was wrong in this
    /// very case. It never holds a secret, an expected signature or a body.
    /// </summary>
    public abstract class PaysigException : Exception
    {
        internal PaysigException(int number, string message, Exception? reason = null)
            : base(Sentence(number, message), reason)
        {
            Number = number;
        }

        /// <summary>The code; <see cref="ErrorCode.Other"/> for one that is newer than this package.</summary>
        public ErrorCode Code => Known(Number);

        /// <summary>The code's number, which is the same in every language.</summary>
        public int Number { get; }

        /// <summary>What the code means and what to do about it.</summary>
        public string Advice => Code.Advice();

        /// <summary>The first digit decides, so that a rejection that is newer than this package is still one.</summary>
        internal static PaysigException Of(int number, string message)
        {
            switch (number / 100)
            {
                case 1: return new ConfigurationException(number, message);
                case 2: return new InputException(number, message);
                case 3: return new RejectedException(number, message);
                default: return new InternalException(number, message);
            }
        }

        internal static PaysigException Of(ErrorCode code, string message) => Of((int)code, message);

        private static ErrorCode Known(int number) =>
            Enum.IsDefined(typeof(ErrorCode), number) ? (ErrorCode)number : ErrorCode.Other;

        private static string Sentence(int number, string message)
        {
            string name = Known(number) == ErrorCode.Other ? "error " + number : Known(number).Name();
            return message.Length == 0 ? name : name + ": " + message;
        }
    }

    /// <summary>The credentials or options are wrong: found when a signer or verifier is made.</summary>
    public sealed class ConfigurationException : PaysigException
    {
        internal ConfigurationException(int number, string message)
            : base(number, message)
        {
        }
    }

    /// <summary>What was passed to a call is wrong.</summary>
    public sealed class InputException : PaysigException
    {
        internal InputException(int number, string message)
            : base(number, message)
        {
        }
    }

    /// <summary>The message is not to be trusted. Only a sender can bring this about: answer it with 401, and everything else with 500.</summary>
    public sealed class RejectedException : PaysigException
    {
        internal RejectedException(int number, string message)
            : base(number, message)
        {
        }
    }

    /// <summary>paysig or the machine failed, or the native library cannot be used.</summary>
    public sealed class InternalException : PaysigException
    {
        internal InternalException(int number, string message)
            : base(number, message)
        {
        }
    }
}
