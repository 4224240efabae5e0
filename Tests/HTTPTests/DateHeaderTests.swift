import HubbubDomain
import Testing

@testable import HubbubHTTP

/// When a response was made.
@Suite struct DateHeaderTests {
  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
    (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
  ])
  func `a date is written as RFC 9110 wants it`(second: Int64, text: String) {
    #expect(DateHeader().value(at: Timestamp(milliseconds: second * 1_000)) == text)
  }

  @Test func `it is written anew when a second is over`() {
    let date = DateHeader()
    let first = date.value(at: Timestamp(milliseconds: 0))
    #expect(date.value(at: Timestamp(milliseconds: 999)) == first)
    #expect(date.value(at: Timestamp(milliseconds: 1_000)).hasSuffix("00:00:01 GMT"))
  }
}
