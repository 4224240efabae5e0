/// How many gave a message the same emoji.
public struct Reaction: Hashable, Sendable {
  public let emoji: String
  public let count: Int64

  public init(emoji: String, count: Int64) {
    self.emoji = emoji
    self.count = count
  }
}

/// Who gave a message an emoji or took it back.
public struct Reacted: Hashable, Sendable, Encodable {
  public let user: UserID
  public let emoji: String
  /// False where it was taken back.
  public let given: Bool

  public init(user: UserID, emoji: String, given: Bool) {
    self.user = user
    self.emoji = emoji
    self.given = given
  }
}

extension Reaction {
  /// What a message may be given: bounded, so that no message carries a text in its
  /// reactions, and no person writes more than these to one.
  public static let palette = [
    "👍", "❤️", "😂", "😮", "😢", "🎉", "🙏", "🔥", "👏", "👀", "😍", "🤔", "👎", "😡", "💯", "🚀",
    "✅", "❌", "😅", "🥳",
  ]

  /// The emoji of ``palette`` that a text spells, with or without the sign that asks
  /// for colour (U+FE0F); nil for all else.
  public static func emoji(_ text: String) -> String? {
    byBareText[bare(text)]
  }

  private static let byBareText = Dictionary(
    uniqueKeysWithValues: palette.map { (bare($0), $0) })

  private static func bare(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{FE0F}" }))
  }
}
