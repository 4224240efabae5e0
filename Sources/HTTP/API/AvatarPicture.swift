import HubbubDomain

/// A calm picture for a user: hills under a moon, in colours of one family,
/// the same for the same id for ever.
struct AvatarPicture: Equatable, Sendable {
  /// Degrees of the colour circle.
  private let hue: UInt64
  /// Where the moon stands, in units of a 64-unit square.
  private let moon: (x: UInt64, y: UInt64, radius: UInt64)
  /// How high the far and the near hill are.
  private let hills: (far: UInt64, near: UInt64)

  init(of user: UserID) {
    var bits = Self.mixed(user.high ^ Self.mixed(user.low))
    func take(_ range: ClosedRange<UInt64>) -> UInt64 {
      let count = range.upperBound - range.lowerBound + 1
      defer { bits /= count }
      return range.lowerBound + bits % count
    }
    hue = take(0...359)
    moon = (take(14...50), take(12...26), take(6...10))
    hills = (take(30...42), take(40...52))
  }

  /// The picture as an SVG document without scripts, styles or references.
  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">\
    <rect width="64" height="64" fill="hsl(\(hue),45%,78%)"/>\
    <circle cx="\(moon.x)" cy="\(moon.y)" r="\(moon.radius)" \
    fill="hsl(\((hue + 40) % 360),70%,92%)"/>\
    <path d="M0 \(hills.far)Q20 \(hills.far - 14) 40 \(hills.far)T64 \(hills.far)V64H0z" \
    fill="hsl(\((hue + 15) % 360),38%,58%)"/>\
    <path d="M0 \(hills.near)Q16 \(hills.near + 8) 34 \(hills.near)T64 \(hills.near)V64H0z" \
    fill="hsl(\((hue + 30) % 360),40%,40%)"/>\
    </svg>
    """
  }

  static func == (left: Self, right: Self) -> Bool { left.svg == right.svg }

  /// Spreads neighbouring ids over all pictures.
  ///
  /// - Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
  ///   Generators" (2014), the finalizer of SplitMix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
