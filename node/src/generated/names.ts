// Generated from the schemes by scripts/generate.mjs: do not edit.
/** The names of credentials and options that the core writes in another way. */
export const CORE_NAMES =
  /\b(?:site_id|sign_key|secret_token|secret_key|request_timestamp|public_token|public_key|private_key|idempotency_key|header\.timestamp|header\.signature|endpoint_secret|compact_body|app_token|api_key|allow_http_loopback|access_token)\b/g
