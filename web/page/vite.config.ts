import { defineConfig } from "vite";

// Names without hashes: the server's table of files is a fixed list, and its entity tags tell old from new.
export default defineConfig({
  base: "/",
  build: {
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        inlineDynamicImports: true,
        entryFileNames: "page.js",
        assetFileNames: "page[extname]",
      },
    },
  },
  // `npm run dev` beside `headwater serve --port 8080`.
  server: { proxy: { "/api": process.env.HEADWATER_SERVER ?? "http://127.0.0.1:8080" } },
});
