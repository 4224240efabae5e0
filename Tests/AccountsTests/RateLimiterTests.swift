import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubAccounts

@Suite struct RateLimiterTests {
  private let clock = ManualClock()

  private func limiter(burst: Int, refill: Duration) -> RateLimiter<ClientAddress> {
    let clock = clock
    return RateLimiter(
      burst: burst, refill: refill, bound: Limits.limitedAddresses, now: { clock.instant })
  }

  /// What an address is told to wait; nil when it is let in.
  private func wait(_ limiter: RateLimiter<ClientAddress>, _ address: String = "192.0.2.1") throws
    -> Duration?
  {
    let address = try #require(ClientAddress(address))
    do {
      try limiter.admit(address)
      return nil
    } catch {
      #expect(error.code == .rateLimited)
      return error.retryAfter ?? .zero
    }
  }

  @Test(arguments: [
    (Limits.loginBurst, Limits.loginRefill), (Limits.signupBurst, Limits.signupRefill),
    (1, Duration.seconds(10)),
  ])
  func `so many at once, then one per refill`(burst: Int, refill: Duration) throws {
    let limiter = limiter(burst: burst, refill: refill)
    for _ in 0..<burst { #expect(try wait(limiter) == nil) }
    #expect(try wait(limiter) == refill)
    clock.pass(refill - .milliseconds(1))
    #expect(try wait(limiter) == .milliseconds(1))
    clock.pass(.milliseconds(1))
    #expect(try wait(limiter) == nil)
    #expect(try wait(limiter) == refill)
  }

  @Test func `a bucket is full again after a while, and holds no more than that`() throws {
    let limiter = limiter(burst: 3, refill: .seconds(1))
    for _ in 0..<3 { #expect(try wait(limiter) == nil) }
    clock.pass(.seconds(3_600))
    for _ in 0..<3 { #expect(try wait(limiter) == nil) }
    #expect(try wait(limiter) == .seconds(1))
  }

  @Test func `one address does not slow another`() throws {
    let limiter = limiter(burst: 1, refill: .seconds(1))
    #expect(try wait(limiter, "192.0.2.1") == nil)
    #expect(try wait(limiter, "192.0.2.1") != nil)
    #expect(try wait(limiter, "192.0.2.2") == nil)
    #expect(try wait(limiter, "2001:db8::1") == nil)
  }

  @Test func `an IPv6 customer's whole network counts as one`() throws {
    let limiter = limiter(burst: 1, refill: .seconds(1))
    #expect(try wait(limiter, "2001:db8:0:1::1") == nil)
    #expect(try wait(limiter, "2001:db8:0:1:ffff::2") != nil)
    #expect(try wait(limiter, "2001:db8:0:2::1") == nil)
  }

  @Test func `an IPv4 address is the same when it comes as IPv6`() throws {
    let limiter = limiter(burst: 1, refill: .seconds(1))
    #expect(try wait(limiter, "192.0.2.1") == nil)
    #expect(try wait(limiter, "::ffff:192.0.2.1") != nil)
    #expect(try wait(limiter, "::ffff:192.0.2.2") == nil)
  }

  @Test(arguments: [1, 8, Limits.limitedAddresses])
  func `no more addresses are remembered than the bound`(bound: Int) throws {
    var buckets = TokenBuckets<ClientAddress>(burst: 2, refill: .seconds(1), bound: bound)
    let now = ContinuousClock.now
    for index in 0...bound {
      let address = try #require(ClientAddress("2001:db8:\(String(index, radix: 16))::"))
      #expect(buckets.take(address, at: now) == nil)
      #expect(buckets.fullAt.count <= bound)
    }
  }

  @Test func `a flood of addresses does not free the one that is out of tokens`() throws {
    var buckets = TokenBuckets<ClientAddress>(burst: 4, refill: .seconds(1), bound: 16)
    let now = ContinuousClock.now
    let busy = try #require(ClientAddress("192.0.2.1"))
    for _ in 0..<4 { #expect(buckets.take(busy, at: now) == nil) }
    for index in 0..<200 {
      _ = buckets.take(try #require(ClientAddress("198.51.100.\(index)")), at: now)
    }
    #expect(buckets.take(busy, at: now) == .seconds(1))
  }

  @Test func `a full bucket is nothing to remember`() throws {
    var buckets = TokenBuckets<ClientAddress>(burst: 2, refill: .seconds(1), bound: 8)
    let now = ContinuousClock.now
    for index in 0..<8 {
      _ = buckets.take(try #require(ClientAddress("192.0.2.\(index)")), at: now)
    }
    let later = now + .seconds(2)
    _ = buckets.take(try #require(ClientAddress("192.0.2.9")), at: later)
    #expect(buckets.fullAt.count == 1)
  }
}
