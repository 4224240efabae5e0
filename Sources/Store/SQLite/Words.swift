import GRDB
import GRDBSQLite

/// A text as the words that it is searched by, in order.
///
/// They are the index's own tokenizer's, so that what is marked is what was found.
struct Words {
  /// One word of a text.
  struct Word {
    /// In lower case, without accents.
    let folded: [UInt8]
    /// Where it is, in UTF-8 code units.
    let place: Range<Int>
  }

  let all: [Word]

  /// - Complexity: O(length of the text).
  init(of text: String, by tokenizer: any FTS5Tokenizer) throws {
    var (text, words): (String, [Word]) = (text, [])
    let code = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        withUnsafeMutablePointer(to: &words) { words in
          tokenizer.tokenize(
            context: words, tokenization: .document, pText: characters.baseAddress,
            nText: CInt(characters.count), tokenCallback: Self.add)
        }
      }
    }
    all = words
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  private static let add: FTS5TokenCallback = { context, _, token, count, start, end in
    guard let context, let token else { return SQLITE_ERROR }
    let bytes = UnsafeRawBufferPointer(start: token, count: Int(count))
    context.assumingMemoryBound(to: [Word].self).pointee.append(
      Word(folded: Array(bytes), place: Int(start)..<Int(end)))
    return SQLITE_OK
  }
}

extension Database {
  /// Tells words apart as the indexes do.
  func wordTokenizer() throws -> any FTS5Tokenizer {
    try makeTokenizer(.unicode61(diacritics: .remove))
  }
}
