import Glibc

/// Which pages of an open file are in memory.
///
/// The file is mapped and never touched there: the kernel only answers for what is mapped.
final class FilePages: @unchecked Sendable {  // nothing of it changes
  private let start: UnsafeMutableRawPointer?
  private let count: Int

  init(of file: Int32, count: Int) {
    let map = count > 0 ? mmap(nil, count, PROT_READ, MAP_SHARED, file, 0) : MAP_FAILED
    start = map == MAP_FAILED ? nil : map
    self.count = count
  }

  deinit { if let start { munmap(start, count) } }

  /// Whether all of these bytes are; false where that cannot be told.
  func areInMemory(_ range: Range<Int64>) -> Bool {
    guard let start else { return false }
    let first = Int(range.lowerBound) / Self.size * Self.size
    let length = Int(range.upperBound) - first
    return withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: (length + Self.size - 1) / Self.size
    ) { pages in
      guard mincore(start + first, length, pages.baseAddress) == 0 else { return false }
      return pages.allSatisfy { $0 & 1 == 1 }
    }
  }

  private static let size = Int(getpagesize())
}
