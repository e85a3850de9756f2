// Small PDF files for tests: words in Helvetica at given places.
#ifndef HEADWATER_TESTS_SUPPORT_PDF_MAKER_H_
#define HEADWATER_TESTS_SUPPORT_PDF_MAKER_H_

#include <cstdio>
#include <string>
#include <vector>

namespace headwater::test {

class PdfMaker {
 public:
  void page() { pages_.emplace_back(); }
  // `y` counts points from the bottom of a page of 595 by 842.
  void text(double x, double y, double size, const std::string& words) {
    std::string safe;
    for (const char c : words) {
      if (c == '(' || c == ')' || c == '\\') safe += '\\';
      safe += c;
    }
    char head[96];
    std::snprintf(head, sizeof head, "BT /F1 %.2f Tf %.2f %.2f Td (", size, x, y);
    pages_.back() += head + safe + ") Tj ET\n";
  }
  void set_title(std::string title) { title_ = std::move(title); }

  [[nodiscard]] std::string bytes() const {
    std::vector<std::string> objects;
    std::string kids;
    for (std::size_t i = 0; i < pages_.size(); ++i) kids += std::to_string(5 + 2 * i) + " 0 R ";
    objects.push_back("<< /Type /Catalog /Pages 2 0 R >>");
    objects.push_back("<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [ " + kids + "] >>");
    objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    objects.push_back("<< /Title (" + title_ + ") >>");
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      objects.push_back(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents " +
          std::to_string(6 + 2 * i) + " 0 R >>");
      objects.push_back("<< /Length " + std::to_string(pages_[i].size()) + " >>\nstream\n" + pages_[i] + "endstream");
    }
    std::string out = "%PDF-1.4\n";
    std::vector<std::size_t> offsets;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      offsets.push_back(out.size());
      out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t table = out.size();
    out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
      char line[24];
      std::snprintf(line, sizeof line, "%010zu 00000 n \n", offset);
      out += line;
    }
    return out + "trailer << /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R /Info 4 0 R >>\nstartxref\n" +
           std::to_string(table) + "\n%%EOF\n";
  }

 private:
  std::vector<std::string> pages_;
  std::string title_;
};

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_SUPPORT_PDF_MAKER_H_
