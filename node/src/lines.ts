// The native layer gives several short texts as lines of one: each value that crosses costs more than finding its end.

/** The line that starts there, without its end; empty after the last one. */
export function lineFrom (lines: string, start: number): string {
  const end = lines.indexOf('\n', start)
  return end < 0 ? '' : lines.slice(start, end)
}
