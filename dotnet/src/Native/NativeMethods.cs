using System;
using System.Runtime.InteropServices;

namespace Paysig.Native
{
    /// <summary>
    /// The functions of <c>paysig.h</c>, each as it stands there. Handles that a call reads are SafeHandles, so that one that is disposed
    /// meanwhile is freed only after the call; text and bytes are pointers with a length, never converted by the runtime.
    /// </summary>
    internal static unsafe class NativeMethods
    {
        /// <summary>As DllImport knows it; <see cref="Library"/> decides which file that is.</summary>
        internal const string Name = "paysig";

        private const CallingConvention C = CallingConvention.Cdecl;

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern uint paysig_abi_version();

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern IntPtr paysig_version();

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern IntPtr paysig_status_name(int status);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern IntPtr paysig_status_message(int status);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern FieldsHandle paysig_fields_new();

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_fields_add(FieldsHandle fields, byte* label, UIntPtr labelLength, byte* name, UIntPtr nameLength,
            byte* value, UIntPtr valueLength, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_fields_add_ms(FieldsHandle fields, byte* name, UIntPtr nameLength, long valueMs, byte* message,
            UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern void paysig_fields_free(IntPtr fields);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_signer_new(byte* scheme, UIntPtr schemeLength, FieldsHandle credentials, FieldsHandle options,
            out SignerHandle signer, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_signer_sign(SignerHandle signer, byte* method, UIntPtr methodLength, byte* url, UIntPtr urlLength,
            byte* body, UIntPtr bodyLength, FieldsHandle options, long nowMs, byte* headers, UIntPtr headersSize, UIntPtr* headersLength,
            byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_signer_string_to_sign(SignerHandle signer, byte* method, UIntPtr methodLength, byte* url,
            UIntPtr urlLength, byte* body, UIntPtr bodyLength, FieldsHandle options, long nowMs, out TextHandle text, byte* message,
            UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_signer_form(SignerHandle signer, byte* kind, UIntPtr kindLength, byte* attributes,
            UIntPtr attributesLength, byte* iv, UIntPtr ivLength, out TextHandle fields, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern void paysig_signer_free(IntPtr signer);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_verifier_new(byte* scheme, UIntPtr schemeLength, FieldsHandle credentials, FieldsHandle options,
            out VerifierHandle verifier, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_verifier_verify(VerifierHandle verifier, byte* headers, UIntPtr headersLength, byte* method,
            UIntPtr methodLength, byte* url, UIntPtr urlLength, byte* body, UIntPtr bodyLength, FieldsHandle options, long nowMs, uint flags,
            VerifiedStruct* verified, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_verifier_explain(VerifierHandle verifier, byte* headers, UIntPtr headersLength, byte* method,
            UIntPtr methodLength, byte* url, UIntPtr urlLength, byte* body, UIntPtr bodyLength, FieldsHandle options, long nowMs,
            FieldsHandle others, UIntPtr budget, out TextHandle explanation, out TextHandle capsule, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern void paysig_verifier_free(IntPtr verifier);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_key_generate(uint bits, out KeyHandle key, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_key_read(uint half, byte* material, UIntPtr materialLength, byte* passphrase,
            UIntPtr passphraseLength, out KeyHandle key, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_key_inspect(byte* material, UIntPtr materialLength, byte* passphrase, UIntPtr passphraseLength,
            out TextHandle report, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_key_write(KeyHandle key, uint half, uint encoding, byte* passphrase, UIntPtr passphraseLength,
            out TextHandle written, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern void paysig_key_free(IntPtr key);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_describe(byte* subject, UIntPtr subjectLength, out TextHandle description, byte* message,
            UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_gateway_url(byte* gateway, UIntPtr gatewayLength, byte* environment, UIntPtr environmentLength,
            byte* product, UIntPtr productLength, byte* version, UIntPtr versionLength, byte* path, UIntPtr pathLength, out TextHandle url,
            byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern int paysig_gateway_error(byte* gateway, UIntPtr gatewayLength, uint httpStatus, byte* body,
            UIntPtr bodyLength, out TextHandle error, byte* message, UIntPtr messageSize);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern IntPtr paysig_text_data(TextHandle text, UIntPtr* length);

        [DllImport(Name, CallingConvention = C, ExactSpelling = true)]
        internal static extern void paysig_text_free(IntPtr text);
    }

    /// <summary>The struct <c>paysig_verified</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct VerifiedStruct
    {
        internal const int ReplayKeyLength = 32;

        internal long TimestampMs;
        internal fixed byte ReplayKey[ReplayKeyLength];
        internal uint HasReplayKey;
        internal fixed byte Label[65];
        internal fixed byte Covers[131];
    }
}
