// What to call the bytes of a file or a paste. The server looks for itself; this is only a first word.

const byExtension: Record<string, string> = {
  html: "text/html",
  htm: "text/html",
  xhtml: "application/xhtml+xml",
  txt: "text/plain",
  md: "text/markdown",
  pdf: "application/pdf",
  eml: "message/rfc822",
};

export function typeOfFile(file: File): string {
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? "";
  return byExtension[extension] ?? (file.type || "application/octet-stream");
}

export const typeOfPaste = (text: string) =>
  `${/^\s*(<!doctype html|<html|<[a-z][^>]*>[\s\S]*<\/[a-z]+>)/i.test(text) ? "text/html" : "text/plain"}; charset=utf-8`;

export const isLink = (text: string) => /^https?:\/\/\S+$/i.test(text.trim());
