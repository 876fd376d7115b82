/** Numbers of findings in words. */

/** What was found in all, for the status bar. */
export function findingsInWords(errors: number, warnings: number, others: number): string {
  const parts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(others, 'hint')];
  return parts.filter((part) => part !== '').join(', ') || 'Nothing found';
}

function counted(count: number, what: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
