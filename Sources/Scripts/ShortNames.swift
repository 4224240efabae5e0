/// Names of one letter or a few, for what is called only within a module.
struct ShortNames {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

  private var known: [ArraySlice<UInt8>: [UInt8]] = [:]

  /// The same short name for the same long one.
  mutating func short(for name: ArraySlice<UInt8>) -> [UInt8] {
    if let short = known[name] { return short }
    let short = Self.name(known.count)
    known[name] = short
    return short
  }

  /// `a` to `Z`, then `aa` and so on.
  static func name(_ number: Int) -> [UInt8] {
    let letter = letters[number % letters.count]
    return number < letters.count ? [letter] : name(number / letters.count - 1) + [letter]
  }
}
