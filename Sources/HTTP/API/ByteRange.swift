import HTTPTypes

/// Which bytes of a file somebody asks for.
///
/// - Source: RFC 9110 §14.
enum ByteRange: Equatable {
  case whole
  case some(Range<Int64>)
  /// There are none of these.
  case beyond

  /// Reads `Range`, which is passed over where it is no range of bytes, or several: the
  /// whole answers too.
  ///
  /// - Parameters:
  ///   - count: how many bytes there are.
  ///   - tag: the file's; a range that is meant for another is passed over.
  init(_ headers: HTTPFields, of count: Int64, tag: String) {
    guard let text = headers[.range], headers[.ifRange] ?? tag == tag,
      let spec = Self.only(in: text)
    else {
      self = .whole
      return
    }
    self = Self.range(spec.first, spec.last, of: count)
  }

  /// The two ends of the only range; nil where it is not one.
  private static func only(in text: String) -> (first: Int64?, last: Int64?)? {
    guard text.lowercased().hasPrefix("bytes=") else { return nil }
    let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    guard ends.count == 2 else { return nil }
    let numbers = ends.map { end in end.allSatisfy(\.isWholeNumber) ? Int64(end) : nil }
    for (end, number) in zip(ends, numbers) where !end.isEmpty && number == nil { return nil }
    return numbers[0] == nil && numbers[1] == nil ? nil : (numbers[0], numbers[1])
  }

  private static func range(_ first: Int64?, _ last: Int64?, of count: Int64) -> ByteRange {
    guard let first else {
      let suffix = min(last ?? 0, count)
      return suffix > 0 ? .some(count - suffix..<count) : .beyond
    }
    if let last, last < first { return .whole }
    guard first < count else { return .beyond }
    let end = last.map { $0 < count - 1 ? $0 + 1 : count } ?? count
    return .some(first..<end)
  }
}
