/** Kind and canonical number of a certificate: the same paper gives the same text, however it is typed. */
export function certificateKey(kind: string, number: string): string {
  return `${kind}:${number.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()}`
}
