/// A checked JSON value where it lies in the text.
enum JSONValue {
  /// With its braces.
  case object(UnsafeRawBufferPointer)
  /// With its brackets.
  case array(UnsafeRawBufferPointer)
  case string(JSONString)
  /// Whole numbers have neither a point nor an exponent.
  case number(UnsafeRawBufferPointer, isWhole: Bool)
  case boolean(Bool)
  case null

  /// The string; nil for anything else.
  var string: JSONString? {
    guard case .string(let string) = self else { return nil }
    return string
  }

  /// The whole number, exactly; nil for anything else, `1.0` included.
  ///
  /// - Bounds: those of Int64.
  var integer: Int64? {
    guard case .number(let digits, isWhole: true) = self else { return nil }
    let isNegative = digits[0] == UInt8(ascii: "-")
    var value: Int64 = 0
    for byte in digits.dropFirst(isNegative ? 1 : 0) {
      let digit = Int64(byte & 0x0F)
      let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
      // Counted downwards, as there is one more negative number than positive ones.
      let (sum, sumOverflows) = tens.subtractingReportingOverflow(digit)
      guard !overflows, !sumOverflows else { return nil }
      value = sum
    }
    guard !isNegative else { return value }
    return value == .min ? nil : -value
  }

  /// Its elements in order; nil for anything but an array.
  var elements: [JSONValue]? {
    guard case .array(let text) = self else { return nil }
    var found: [JSONValue] = []
    do throws(JSONFault) {
      var scanner = JSONScanner(text)
      var elements = try scanner.openArray()
      while let element = try scanner.nextElement(&elements) { found.append(element) }
    } catch {
      return nil  // Never: it was checked when it was scanned.
    }
    return found
  }

  /// Its members in order; nil for anything but an object.
  var members: [(name: JSONString, value: JSONValue)]? {
    guard case .object(let text) = self else { return nil }
    var found: [(name: JSONString, value: JSONValue)] = []
    do throws(JSONFault) {
      var scanner = JSONScanner(text)
      var members = try scanner.openObject()
      while let name = try scanner.nextName(&members) { found.append((name, try scanner.value())) }
    } catch {
      return nil  // Never: it was checked when it was scanned.
    }
    return found
  }
}
