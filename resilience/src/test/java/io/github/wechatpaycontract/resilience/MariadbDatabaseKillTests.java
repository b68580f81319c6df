package io.github.wechatpaycontract.resilience;

class MariadbDatabaseKillTests extends AbstractDatabaseKillTests {

	@Override
	TestDatabase server() {
		return TestDatabase.mariadb();
	}

}
