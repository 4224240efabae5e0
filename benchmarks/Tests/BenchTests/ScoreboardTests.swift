import Testing

@testable import hubbub_bench

struct ScoreboardTests {
  @Test func `what one worker writes all others read`() throws {
    let folder = try TemporaryFolder()
    let mine = try Scoreboard(path: folder.file("board"), workers: 3)
    let theirs = try Scoreboard(path: folder.file("board"), workers: 3)
    #expect(mine.sum(.deliveries) == 0)
    mine.set(.deliveries, of: 0, 5)
    theirs.set(.deliveries, of: 2, 7)
    theirs.set(.started, of: 2, 1)
    #expect((mine.sum(.deliveries), theirs.sum(.deliveries)) == (12, 12))
    #expect((mine.value(.started, of: 2), mine.sum(.started)) == (1, 1))
  }
}
