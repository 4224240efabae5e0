import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubAccounts

@Suite struct LoginThrottleTests {
  private let clock = ManualClock()
  private let throttle: LoginThrottle

  init() {
    let clock = clock
    throttle = LoginThrottle(now: { clock.instant })
  }

  /// What an attempt is told to wait; nil when it is taken.
  private func wait(_ name: String = "ada", from address: String? = "192.0.2.1") -> Duration? {
    do {
      try throttle.begin(name, from: address.flatMap { ClientAddress($0) })
      return nil
    } catch {
      #expect(error.code == .rateLimited)
      return error.retryAfter ?? .zero
    }
  }

  /// As many wrong attempts as cost nothing.
  private func spendFreeAttempts(_ name: String = "ada") {
    for _ in 0..<Limits.freeLoginAttempts { #expect(wait(name) == nil) }
  }

  @Test func `five attempts are taken at once, the sixth has to wait`() {
    #expect(Limits.freeLoginAttempts == 5)
    spendFreeAttempts()
    #expect(wait() == .seconds(1))
  }

  @Test func `each wait is twice the one before, up to five minutes`() {
    spendFreeAttempts()
    for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300] {
      #expect(wait() == .seconds(seconds))
      clock.pass(.seconds(seconds) - .milliseconds(1))
      #expect(wait() == .milliseconds(1))
      clock.pass(.milliseconds(1))
      #expect(wait() == nil)
    }
  }

  @Test func `asking during a wait does not lengthen it`() {
    spendFreeAttempts()
    for _ in 0..<100 { #expect(wait() == .seconds(1)) }
    clock.pass(.seconds(1))
    #expect(wait() == nil)
    #expect(wait() == .seconds(2))
  }

  @Test func `one account's guesses delay no other account`() {
    spendFreeAttempts()
    #expect(wait("ada") != nil)
    #expect(wait("grace") == nil)
  }

  @Test func `guessing from many addresses gains nothing`() {
    for index in 0..<Limits.freeLoginAttempts { #expect(wait(from: "192.0.2.\(index)") == nil) }
    #expect(wait(from: "198.51.100.7") == .seconds(1))
    #expect(wait(from: nil) == .seconds(1))
  }

  @Test func `a right password begins the count anew`() {
    spendFreeAttempts()
    clock.pass(.seconds(1))
    #expect(wait() == nil)
    throttle.succeeded("ada", from: ClientAddress("192.0.2.1"))
    spendFreeAttempts()
    #expect(wait() == .seconds(1))
  }

  @Test func `strangers' guesses do not lock an owner out where they have logged in`() {
    throttle.succeeded("ada", from: ClientAddress("203.0.113.5"))
    for _ in 0..<20 {
      _ = wait(from: "192.0.2.1")
      clock.pass(.seconds(300))
    }
    #expect(wait(from: "192.0.2.1") == nil)
    #expect(wait(from: "192.0.2.1") != nil)
    #expect(wait(from: "203.0.113.5") == nil)
  }

  @Test func `where an owner has logged in, guesses are delayed too`() {
    throttle.succeeded("ada", from: ClientAddress("203.0.113.5"))
    for _ in 0..<Limits.freeLoginAttempts { #expect(wait(from: "203.0.113.5") == nil) }
    #expect(wait(from: "203.0.113.5") == .seconds(1))
  }

  @Test func `the ninth address of an owner takes the place of the eldest`() {
    for index in 0...Limits.trustedAddresses {
      throttle.succeeded("ada", from: ClientAddress("203.0.113.\(index)"))
    }
    spendFreeAttempts()
    #expect(wait() != nil)
    #expect(wait(from: "203.0.113.0") != nil, "the eldest of nine is a stranger again")
    for index in 1...Limits.trustedAddresses { #expect(wait(from: "203.0.113.\(index)") == nil) }
  }

  @Test func `a day later everything is forgotten`() {
    spendFreeAttempts()
    clock.pass(Limits.loginMemory - .milliseconds(1))
    #expect(wait() == nil, "the wait is long over")
    #expect(wait() == .seconds(2), "but the count is not")
    clock.pass(Limits.loginMemory)
    spendFreeAttempts()
  }

  @Test func `an attempt that was not made does not count`() {
    for _ in 0..<50 {
      #expect(wait() == nil)
      throttle.withdraw("ada", from: ClientAddress("192.0.2.1"))
    }
    spendFreeAttempts()
    #expect(wait() == .seconds(1))
  }
}

/// The same rule with a bound that a test can reach.
@Suite struct LoginAttemptsTests {
  private let now = ContinuousClock.now

  @Test(arguments: [1, 8, Limits.throttledAccounts])
  func `no more accounts are remembered than the bound`(bound: Int) {
    var attempts = LoginAttempts(bound: bound)
    for index in 0..<bound { _ = attempts.begin("name\(index)", from: nil, at: now) }
    #expect(attempts.count == bound)
    _ = attempts.begin("one more", from: nil, at: now)
    #expect(attempts.count <= bound)
  }

  @Test func `a flood of names does not make the most guessed one forgotten`() {
    var attempts = LoginAttempts(bound: 16)
    for _ in 0..<Limits.freeLoginAttempts { _ = attempts.begin("ada", from: nil, at: now) }
    for index in 0..<200 { _ = attempts.begin("name\(index)", from: nil, at: now) }
    #expect(attempts.count <= 16)
    #expect(attempts.begin("ada", from: nil, at: now) == .seconds(1))
  }

  @Test func `an account that was left alone for a day goes first`() {
    var attempts = LoginAttempts(bound: 8)
    for _ in 0..<Limits.freeLoginAttempts { _ = attempts.begin("ada", from: nil, at: now) }
    let later = now + Limits.loginMemory
    for index in 0..<8 { _ = attempts.begin("name\(index)", from: nil, at: later) }
    #expect(attempts.count == 8)
    #expect(attempts.begin("ada", from: nil, at: later) == nil)
  }
}
