import Testing

@testable import hubbub

/// How many cores the program may use.
struct ProgramCoresTests {
  @Test(arguments: [
    ("Name:\thubbub\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2),
    ("Cpus_allowed:\t1\n", 1),
    ("Cpus_allowed:\tff,ffffffff\n", 40),
  ])
  func `the cores that the system allows are counted`(status: String, cores: Int) {
    #expect(AvailableCores.count(inStatus: status) == cores)
  }

  @Test
  func `where the system does not tell there is no number`() {
    #expect(AvailableCores.count(inStatus: "Name:\thubbub\n") == nil)
    #expect(AvailableCores.count(inStatus: "Cpus_allowed:\t0\n") == nil)
  }

  @Test
  func `this machine allows at least one`() throws {
    #expect(try #require(AvailableCores.count) >= 1)
  }
}
