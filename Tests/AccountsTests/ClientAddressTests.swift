import Testing

@testable import HubbubAccounts

@Suite struct ClientAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "::ffff:192.0.2.1"), ("2001:db8::1", "2001:0db8:0:0:0:0:0:1"),
    ("[2001:db8::1]", "2001:db8::1"), ("fe80::1%eth0", "fe80::1"), ("::", "0:0:0:0:0:0:0:0"),
  ])
  func `an address may be written in several ways`(one: String, other: String) throws {
    #expect(try #require(ClientAddress(one)) == #require(ClientAddress(other)))
  }

  @Test(arguments: [
    "", " ", "localhost", "192.0.2", "192.0.2.256", "192.0.2.1:80", "2001:db8::1::", "[::1",
    "unknown", "192.0.2.1 ", "0x7f.1",
  ])
  func `what is no address is none`(text: String) {
    #expect(ClientAddress(text) == nil)
  }

  @Test(arguments: [
    ("2001:db8::1", "2001:db8::", 32, true), ("2001:db9::1", "2001:db8::", 32, false),
    ("2001:db8::1", "2001:db8::1", 128, true), ("2001:db8::2", "2001:db8::1", 128, false),
    ("2001:db8::2", "2001:db8::1", 126, true), ("2001:db8::1", "::", 0, true),
    ("2001:db8:0:1::", "2001:db8::", 64, false), ("2001:db8:0:1::", "2001:db8::", 63, true),
    ("10.1.2.3", "10.0.0.0", 104, true), ("11.1.2.3", "10.0.0.0", 104, false),
    ("127.0.0.1", "127.0.0.1", 128, true), ("127.0.0.2", "127.0.0.1", 128, false),
  ])
  func `a network is what its first bits say`(
    address: String, network: String, bits: Int, isWithin: Bool
  ) throws {
    let address = try #require(ClientAddress(address))
    #expect(address.isWithin(try #require(ClientAddress(network)), bits: bits) == isWithin)
  }
}
