#include <string>

#include <catch2/catch.hpp>

#include "headwater/ingest/documents.h"
#include "item_list.h"
#include "mail/mail_text.h"
#include "mail/message.h"
#include "mail/transfer.h"

using namespace headwater;
using namespace headwater::detail;
using headwater::test::items_in;

namespace {

std::string mail(const std::string& fields, const std::string& body,
                 const std::string& from = "Calder Port Press <press@calderport.example>") {
  return "From: " + from +
         "\r\nTo: desk@courier.example\r\nSubject: =?utf-8?q?Lock_=E2=80=93_statement?=\r\nDate: Tue, 06 May 2031 "
         "09:05:33 "
         "+0200\r\nMessage-ID: <m1@calderport.example>\r\nMIME-Version: 1.0\r\n" +
         fields + "\r\n" + body;
}

std::string words_of(const Extraction& e, std::size_t i) { return std::string{slice(e.text, e.boilerplate.at(i))}; }

}  // namespace

TEST_CASE("a mail is a statement with the headers' facts and its words without the signature's", "[ingest][mail]") {
  const std::string bytes =
      mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
           "The lock is shut. =E2=80=9CIt will open on Fri=\r\nday,=E2=80=9D said Ada Lind, master "
           "of the port.\r\n\r\n-- \r\nPiet Oort\r\nHead of press, Calder Port Authority\r\n");
  const Result<Extraction> e = extract(items_in(bytes, "m.eml").at(0));
  REQUIRE(e.has_value());
  CHECK(e->document.title == "Lock \u2013 statement");
  CHECK(e->document.publisher == "Calder Port Authority");
  CHECK(e->document.published->text() == "2031-05-06T09:05:33+02:00");
  CHECK(e->document.kind == DocumentKind::kStatement);
  CHECK(e->document.medium == Medium::kEmail);
  CHECK(e->document.format == Format::kMail);
  CHECK(e->document.path == "m.eml");
  CHECK_THAT(e->text, Catch::Contains("\u201cIt will open on Friday,\u201d said Ada Lind"));
  REQUIRE(e->boilerplate.size() == 1);
  CHECK_THAT(words_of(*e, 0), Catch::StartsWith("--") && Catch::EndsWith("Authority"));
  REQUIRE(e->map.size() == 4);  // a line each
  CHECK(e->map[0].coding == RawCoding::kQuotedPrintable);
  for (const MapPiece& piece : e->map) {
    CHECK(from_quoted_printable(slice(bytes, piece.raw)).bytes == slice(e->text, piece.text));
  }
  CHECK(e->map[3].coding == RawCoding::kPlain);
}

TEST_CASE("transfer encodings are undone with the way back to each byte", "[ingest][mail]") {
  const std::string coded = "caf=C3=A9 and =\r\nmore=20\r\nend =3D= bad=ZZ";
  const Transferred quoted = from_quoted_printable(coded);
  CHECK(quoted.bytes == "caf\u00e9 and more \nend == bad=ZZ");
  CHECK(slice(coded, quoted.trail.raw_of({3, 5}).raw) == "=C3=A9");
  CHECK(slice(coded, quoted.trail.raw_of({0, 3}).raw) == "caf");
  CHECK(quoted.trail.raw_of({0, 3}).verbatim);
  CHECK(slice(coded, quoted.trail.raw_of({6, 14}).raw) == "and =\r\nmore");
  const std::string base64 = "VGhl\r\nIGxvY2sgd2Fz\r\nIHNo\r\ndXQu";
  const Transferred plain = from_base64(base64);
  CHECK(plain.bytes == "The lock was shut.");
  for (std::uint32_t i = 0; i < plain.bytes.size(); ++i) {
    const Trail::Place place = plain.trail.raw_of({i, i + 1});
    INFO(i << " " << slice(base64, place.raw));
    CHECK(place.raw.size() == 4);
    CHECK(from_base64(slice(base64, place.raw)).bytes.find(plain.bytes[i]) != std::string::npos);
  }
  CHECK(from_base64("VGhl=garbage").bytes == "The");
  CHECK(from_base64("VG\nhl").bytes == "The");
}

TEST_CASE("of alternatives the plain one is read, and markup where that says nothing", "[ingest][mail]") {
  const auto both = [](const std::string& plain, const std::string& html) {
    return mail("Content-Type: multipart/alternative; boundary=b\r\n",
                "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + plain +
                    "\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html + "\r\n--b--\r\n");
  };
  const std::string html =
      "<html><body><p>The lock is shut until Friday, the port says.</p>" + std::string(2500, ' ') + "</body></html>";
  const Result<Extraction> plain = extract(
      items_in(both("The lock is shut, the port says in plain words." + std::string(200, ' ') + "More.", html), "a.eml")
          .at(0));
  REQUIRE(plain.has_value());
  CHECK_THAT(plain->text, Catch::Contains("plain words"));
  const Result<Extraction> markup = extract(items_in(both("See the page.", html), "a.eml").at(0));
  REQUIRE(markup.has_value());
  CHECK(markup->text == "The lock is shut until Friday, the port says.");
}

TEST_CASE("attachments are documents of their own, named after their mail", "[ingest][mail]") {
  const std::string inner =
      mail("Content-Type: text/plain\r\n", "The gate held, the ministry said.\r\n", "Ada Lind <ada@works.example>");
  const std::string bytes = mail(
      "Content-Type: multipart/mixed; boundary=b\r\n",
      "--b\r\nContent-Type: text/plain\r\n\r\nThe lock is shut.\r\n"
      "--b\r\nContent-Type: text/html; name=\"page.html\"\r\nContent-Disposition: attachment; "
      "filename=\"page.html\"\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nPGh0bWw+PGJvZHk+PHA+VGhlIGdhdGUgaGVsZC48L3A+PC9ib2R5PjwvaHRtbD4=\r\n"
      "--b\r\nContent-Type: message/rfc822\r\n\r\n" +
          inner +
          "\r\n--b\r\nContent-Type: image/png; name=\"a.png\"\r\nContent-Transfer-Encoding: "
          "base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n");
  const std::vector<Item> items = items_in(bytes, "m.eml");
  REQUIRE(items.size() == 3);
  CHECK_FALSE(items[0].attached);
  CHECK_THAT(items[0].warnings.at(0), Catch::Contains("a.png"));
  CHECK(items[1].options.path == "m.eml!page.html");
  CHECK(items[1].attached);
  CHECK(items[1].options.format == Format::kHtml);
  CHECK(extract(items[1])->text == "The gate held.");
  CHECK(items[2].attached);
  const Result<Extraction> nested = extract(items[2]);
  REQUIRE(nested.has_value());
  CHECK_THAT(nested->text, Catch::StartsWith("The gate held, the ministry said."));
  CHECK(nested->document.authors == std::vector<std::string>{});
  CHECK(nested->document.publisher == "Ada Lind");
}

TEST_CASE("quoted replies are told apart from what the sender wrote", "[ingest][mail]") {
  const std::string text =
      "No, the gate is sound.\n\nOn Mon, 5 May 2031 at 10:00, Ada Lind <ada@works.example> wrote:\n> Is the gate "
      "broken?\n>\n> "
      "I heard it was.\n\nRegards\n";
  const MailParts parts = split_mail(text);
  REQUIRE(parts.quoted.size() == 1);
  CHECK_THAT(std::string{slice(text, parts.quoted[0])},
             Catch::StartsWith("On Mon") && Catch::EndsWith("I heard it was."));
  CHECK_FALSE(parts.trailing.has_value());
  const std::string outlook =
      "The gate is sound.\n\n-----Original Message-----\nFrom: Ada Lind\nSent: Monday\nTo: Piet Oort\nSubject: "
      "Gate\n\nIs it "
      "broken?\n";
  const MailParts answered = split_mail(outlook);
  REQUIRE(answered.trailing.has_value());
  CHECK(slice(outlook, *answered.trailing).substr(0, 5) == "-----");
  CHECK_FALSE(answered.forwarded.has_value());
}

TEST_CASE("a message that is passed on is a document of who wrote it", "[ingest][mail]") {
  const std::string bytes = mail("Content-Type: text/plain; charset=utf-8\r\n",
                                 "For your desk.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Brevik "
                                 "Institute <press@brevik.example>\r\nDate: "
                                 "Mon, 5 May 2031 10:00:00 +0200\r\nSubject: The state of the gates\r\nTo: Piet "
                                 "Oort\r\n\r\nThe gates are in a poor "
                                 "state. Nine of them leak.\r\n",
                                 "Piet Oort <piet@courier.example>");
  const std::vector<Item> items = items_in(bytes, "f.eml");
  REQUIRE(items.size() == 2);
  const Result<Extraction> outer = extract(items[0]);
  REQUIRE(outer.has_value());
  REQUIRE(outer->boilerplate.size() == 1);
  CHECK_THAT(words_of(*outer, 0), Catch::StartsWith("----------") && Catch::EndsWith("leak."));
  const Result<Extraction> inner = extract(items[1]);
  REQUIRE(inner.has_value());
  CHECK(inner->document.path == "f.eml!forwarded");
  CHECK(inner->document.title == "The state of the gates");
  CHECK(inner->document.publisher == "Brevik Institute");
  CHECK(inner->document.published->text() == "2031-05-05T10:00:00+02:00");
  CHECK(inner->text == "The gates are in a poor state. Nine of them leak.");
  CHECK(bytes.substr(*items[1].offset + inner->map.at(0).raw.begin, 9) == "The gates");
}

TEST_CASE("a mailbox gives its messages by their ids", "[ingest][mail]") {
  const std::string one = mail("Content-Type: text/plain\r\n", "The lock is shut.\r\n\r\n>From here on it is dry.\r\n");
  const std::string box =
      "From press@calderport.example Tue May  6 09:05:33 2031\n" + one +
      "\nFrom press@calderport.example Tue May  6 09:05:34 2031\nFrom: a@b.example\nSubject: Gate\nDate: Tue, 06 "
      "May 2031 10:00:00 +0000\n\nThe gate held.\n";
  const std::vector<Item> items = items_in(box, "all.mbox");
  REQUIRE(items.size() == 2);
  CHECK(items[0].options.path == "all.mbox!m1@calderport.example");
  CHECK(items[1].options.path == "all.mbox!2");
  CHECK(box.substr(*items[1].offset, 5) == "From:");
  CHECK(extract(items[1])->text == "The gate held.\n");
}

TEST_CASE("mails nested a thousand deep are a clear error", "[ingest][mail]") {
  for (const bool messages : {false, true}) {
    std::string body = "The lock is shut.\r\n";
    std::string type = "text/plain";
    for (int i = 0; i < 1000; ++i) {
      if (messages) {
        body = "Subject: x\r\nContent-Type: " + type + "\r\n\r\n" + body;
        type = "message/rfc822";
      } else {
        const std::string boundary = "b" + std::to_string(i);
        body = "--" + boundary + "\r\nContent-Type: " + type + "\r\n\r\n" + body + "\r\n--" + boundary + "--\r\n";
        type = "multipart/mixed; boundary=" + boundary;
      }
    }
    const std::vector<Item> items = items_in(mail("Content-Type: " + type + "\r\n", body), "deep.eml");
    REQUIRE_FALSE(items.empty());
    bool refused = false;
    for (const Item& item : items)
      refused = refused || (item.error.has_value() && item.error->code == ErrorCode::kTooLarge);
    CHECK(refused);
  }
}

TEST_CASE("who speaks in a mail is told by the signature, the name and the domain", "[ingest][mail]") {
  CHECK(mail_publisher("Press Service CPA", "press@cpa.gov.example", "Press Service\nCalder Port Authority") ==
        "Calder Port Authority");
  CHECK(mail_publisher("Ministry of Waters Press Office", "press@mow.belmar.example",
                       "Press Office\nMinistry of Waters, Belmar") == "Ministry of Waters");
  CHECK(mail_publisher("Brevik Press", "press@brevik.example", "") == "Brevik Press");
  CHECK(mail_publisher("Ada Lind", "ada@mail.example", "") == "Ada Lind");
}
