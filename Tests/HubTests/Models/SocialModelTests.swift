import Testing

/// A running hub against what the contract says of people, with seeds.
///
/// `HUBBUB_FIRST_SEED=7 HUBBUB_SEQUENCES=1` tells one story again.
@Suite(.timeLimit(.minutes(60))) struct SocialModelTests {
  @Test func `friends and blocks are as the contract has them, whatever people do`() async throws {
    let found = try await Stories.all(Stories.seeds, Stories.friendship)
    #expect(found.isEmpty, "\(found.map(\.description).joined(separator: "\n\n"))")
  }

  @Test func `who may see which post is as the contract has it, whatever people do`()
    async throws
  {
    let found = try await Stories.all(Stories.seeds, Stories.postSight)
    #expect(found.isEmpty, "\(found.map(\.description).joined(separator: "\n\n"))")
  }

  @Test func `presence is as the contract has it, whatever people do`() async throws {
    let found = try await Stories.presence(Stories.seeds)
    #expect(found.isEmpty, "\(found.map(\.description).joined(separator: "\n\n"))")
  }

  // MARK: - Planted bugs

  /// That a bug is found, and that nothing else than the bug was.
  private func expectFound(
    _ bug: PlantedSocialBug,
    _ tell: (Range<UInt64>, PlantedSocialBug?) async throws -> [Disagreement]
  ) async throws {
    let seed = try #require(try await tell(1..<101, bug).first).seed
    let sound = try await tell(seed..<seed + 1, nil)
    #expect(sound.isEmpty, "the bug, not the sequence, was found")
  }

  @Test(arguments: PlantedSocialBug.friendship)
  func `a planted bug of friendship is found within 100 sequences`(
    _ bug: PlantedSocialBug
  ) async throws {
    try await expectFound(bug) { try await Stories.all($0, with: $1, Stories.friendship) }
  }

  @Test(arguments: PlantedSocialBug.postSight)
  func `a planted bug of posts is found within 100 sequences`(
    _ bug: PlantedSocialBug
  ) async throws {
    try await expectFound(bug) { try await Stories.all($0, with: $1, Stories.postSight) }
  }

  @Test(arguments: PlantedSocialBug.presence)
  func `a planted bug of presence is found within 100 sequences`(
    _ bug: PlantedSocialBug
  ) async throws {
    try await expectFound(bug) { try await Stories.presence($0, with: $1) }
  }

  // MARK: - Rules of presence, step by step

  /// Ada logs in and opens tab 0, Bob watches on tab 1, and they go on with the steps.
  private func agrees(_ steps: PresenceModel.Step...) async throws -> [Disagreement] {
    try await Stories.presence(
      script: [.open(0, isLogin: true), .open(1, isLogin: true)] + steps + [.wait(2_000_000)])
  }

  @Test func `a click at 4:59 after the last written touch still counts`() async throws {
    let found = try await agrees(
      .wait(600_000), .act(0), .wait(299_000), .act(0), .wait(1_199_999), .wait(1))
    #expect(found.isEmpty, "\(found)")
    let afterRestart = try await agrees(
      .wait(600_000), .act(0), .wait(299_000), .act(0), .restart, .open(0, isLogin: false),
      .open(1, isLogin: false), .wait(1_199_999), .wait(1))
    #expect(afterRestart.isEmpty, "\(afterRestart)")
  }

  @Test func `closing one of two tabs changes nothing for whoever watches`() async throws {
    let found = try await agrees(
      .open(0, isLogin: false), .wait(60_000), .close(0), .wait(60_000), .close(2), .wait(19_999),
      .wait(1))
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `after a restart of the server the clock of activity goes on`() async throws {
    let found = try await agrees(
      .wait(600_000), .restart, .wait(60_000), .open(1, isLogin: false), .open(0, isLogin: false),
      .wait(539_999), .wait(1))
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what one did unseen does not show when one shows oneself again`() async throws {
    let gone = try await agrees(
      .hide(0), .wait(5_000), .act(0), .wait(15_000), .close(0), .wait(600_000), .show(0))
    #expect(gone.isEmpty, "\(gone)")
    let back = try await agrees(
      .hide(0), .wait(5_000), .act(0), .close(0), .wait(60_000), .show(0), .restart,
      .open(1, isLogin: false), .wait(1_000), .open(0, isLogin: false), .wait(60_000), .restart,
      .open(1, isLogin: false))
    #expect(back.isEmpty, "\(back)")
  }

  @Test func `what was due while the machine slept is told when it wakes`() async throws {
    let idle = try await agrees(.doze(3_000_000), .act(0), .doze(1_200_000))
    #expect(idle.isEmpty, "\(idle)")
    let gone = try await agrees(.close(0), .doze(200_000), .open(0, isLogin: false))
    #expect(gone.isEmpty, "\(gone)")
  }

  @Test func `who went just before the machine fell asleep is offline when it wakes`()
    async throws
  {
    let found = try await agrees(.wait(25_000), .close(0), .doze(1_199_999), .wait(60_000))
    #expect(found.isEmpty, "\(found)")
  }
}
