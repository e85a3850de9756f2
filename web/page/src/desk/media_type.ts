// What to call the bytes of a file or a paste. What nobody knows is not called anything: the server then looks for itself.

const byExtension: Record<string, string> = {
  html: "text/html",
  htm: "text/html",
  xhtml: "application/xhtml+xml",
  txt: "text/plain",
  md: "text/markdown",
  pdf: "application/pdf",
  eml: "message/rfc822",
};

export function typeOfFile(file: File): string | null {
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? "";
  return byExtension[extension] ?? (file.type || null);
}

export const typeOfPaste = (text: string) =>
  `${/^\s*(<!doctype html|<html|<[a-z][^>]*>[\s\S]*<\/[a-z]+>)/i.test(text) ? "text/html" : "text/plain"}; charset=utf-8`;

export const isLink = (text: string) => /^https?:\/\/\S+$/i.test(text.trim());
