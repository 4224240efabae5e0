import Testing

/// A running hub against what the contract says of conversations, with seeds.
///
/// `HUBBUB_FIRST_SEED=7 HUBBUB_SEQUENCES=1` tells one story again.
@Suite(.timeLimit(.minutes(60))) struct ConversationModelTests {
  @Test func `who hears and reads what in which conversation is as the contract has it`()
    async throws
  {
    let found = try await Stories.conversations(Stories.seeds(else: 40))
    #expect(found.isEmpty, "\(found.map(\.description).joined(separator: "\n\n"))")
  }

  @Test(arguments: PlantedSocialBug.conversations)
  func `a planted bug of conversations is found within 100 sequences`(
    _ bug: PlantedSocialBug
  ) async throws {
    let seed = try #require(try await Stories.conversations(1..<101, with: bug).first).seed
    let sound = try await Stories.conversations(seed..<seed + 1)
    #expect(sound.isEmpty, "the bug, not the sequence, was found")
  }
}
